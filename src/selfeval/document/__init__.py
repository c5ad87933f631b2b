"""The stage that fills a Word template."""
