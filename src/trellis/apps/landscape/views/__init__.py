"""A module per page; `page` has what they share."""
