"""Alliances, their members, invitations, regions and networks."""
