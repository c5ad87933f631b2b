"""The stage that reads and writes workbooks."""
