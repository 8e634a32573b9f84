"""Who signed, and whether anything was changed since.

`keys` holds an inspector's or an office's signing key, `authority` an office's root key
that certifies them, `trust` whom this profile believes; `cms` signs and judges result
files, `pdf` reports. Everything works without a network: certificates, requests and
trust bundles travel on sticks.
"""
