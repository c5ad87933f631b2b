"""Makes ``templates/xiangmu/report.docx``, the Word template of the form xiangmu: ``python -m scripts.xiangmu_report``."""
