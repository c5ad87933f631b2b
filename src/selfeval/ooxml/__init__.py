"""Packages of Office files: guarded reading, strict XML, writing the same bytes each time."""
