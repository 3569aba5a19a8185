"""Imports of program lists: read a file, match its columns, preview, apply, undo."""
