"""The K-12 pipeline: who gets algebra I early, and what high schools offer on the way into STEM."""
