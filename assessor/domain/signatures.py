"""The signature fields that reports are made with, by name; who signs which.

The inspector's signature certifies a record; the reviewer's and the office's approve it. Of
a bulletin the office's is the only one.
"""

INSPECTOR_FIELD = "Inspector"
REVIEWER_FIELD = "Reviewer"
OFFICE_FIELD = "Office"
