"""What pages are made of: figures in words, evidence cards, tables, charts, navigation."""
