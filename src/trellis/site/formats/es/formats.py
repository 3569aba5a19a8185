"""Spanish in the United States writes 1,610 and 0.5; Django's Spanish, which is Spain's, 1.610 and 0,5."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
