"""Networks that are brought along in two tables: upload, columns, preview, apply, undo."""
