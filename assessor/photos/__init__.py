"""Pictures as evidence: read from whatever a camera wrote, made small, time and place kept.

The only package that knows Pillow. `importing` takes photos in, `drawing` makes some.
"""
