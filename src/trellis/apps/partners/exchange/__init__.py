"""Partners as files: tables for people, HSDS 3 organizations and schema.org for other programs."""
