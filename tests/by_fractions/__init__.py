"""Each built-in form filled with random valid values, and what its figures must be, computed a second time in fractions."""
