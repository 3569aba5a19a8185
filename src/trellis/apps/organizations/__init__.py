"""Organizations: who offers programs, who is a partner; and who keeps an organization's own entries true."""
