"""What a batch is looked at by: 汇总.xlsx and index.html. See ``summary.write_summary`` and ``page.write_page``."""
