"""The public directory of partners: only what partners show to everybody."""
