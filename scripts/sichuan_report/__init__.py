"""Makes ``templates/sichuan/report.docx``, the Word template of the form sichuan: ``python -m scripts.sichuan_report``."""
