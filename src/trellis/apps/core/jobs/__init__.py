"""Long work: started, watched, cancelled, and taken up again after a restart."""
