"""Read the parts of an .xlsx workbook: bounded memory, without trusting its content."""
