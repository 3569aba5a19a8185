"""Forms of partners. They check what was typed; services check what must hold."""
