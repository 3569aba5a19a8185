"""Partners: the organizations of an alliance, what they bring, whom they serve, what they need."""
