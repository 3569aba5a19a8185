"""What happens in alliances when something happens to an account."""
