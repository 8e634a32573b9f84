"""The object identifiers of this program, below a UUID-based arc (ITU-T X.667).

| Arc | What |
|-|-|
| `.1.1` | certificate policy: the holder is an inspector |
| `.1.2` | certificate policy: the holder signs for an office |
| `.1.3` | policy of the timestamps that offices make |
| `.2.1` | extension of an entry of a revocation list: see `revocations` |
"""

_ARC = "2.25.189719841985997834201486031882032799455"  # 8ebab664-9971-4e98-98dc-87588dd85edf

INSPECTOR = f"{_ARC}.1.1"
OFFICE = f"{_ARC}.1.2"
TIMESTAMP = f"{_ARC}.1.3"
LAST_COUNTER = f"{_ARC}.2.1"

#: `id-kp-documentSigning` of RFC 9336.
DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36"
