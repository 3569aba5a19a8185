"""How much an import takes. Above, it says so at once instead of filling a server's memory."""

from typing import Final

MEGABYTE: Final = 1_000_000
FILE_BYTES: Final = 25 * MEGABYTE
UNPACKED_BYTES: Final = 250 * MEGABYTE
PACKED_RATIO: Final = 250  # ordinary sheets pack 5 to 30 times smaller, a ZIP bomb 1,000 times
PACKED_ENTRIES: Final = 2_000
SHEET_CELLS: Final = 20_000_000
ROWS: Final = 100_000
COLUMNS: Final = 300
CELL_CHARACTERS: Final = 50_000
