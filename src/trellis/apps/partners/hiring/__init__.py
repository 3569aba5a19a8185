"""What employers say they will hire: titles in their own words, coded to occupations by a person."""
