"""What the Word templates of the built-in forms are made of: styles, tables, headings, annexes, the package."""
