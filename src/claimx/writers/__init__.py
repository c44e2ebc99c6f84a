"""Rows to files: written aside, then put in place all together, so that a folder of tables is whole or untouched."""

from claimx.writers.csv_files import as_csv
from claimx.writers.earlier import is_table, owned, verify
from claimx.writers.folder import Output
from claimx.writers.frames import frames, read_table
from claimx.writers.json_lines import line

__all__ = ["Output", "as_csv", "frames", "is_table", "line", "owned", "read_table", "verify"]
