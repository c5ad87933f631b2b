"""Makes ``templates/hunan/report.docx``, the Word template of the form hunan: ``python -m scripts.hunan_report``."""
