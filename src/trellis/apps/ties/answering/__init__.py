"""What a respondent's own pages show: their list, their answers, how far they are."""
