"""What a file says of itself, twice and alike: in the XMP packet and in the old dictionary."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from assessor import __version__

PRODUCER = "ReportLab, pikepdf"
CREATOR = f"Assessor {__version__}"

_PADDING = " " * 2000  # room for programs that change the packet in place

# PDF/A wants every property described that is not its own; PDF/UA's identifier is one.
_UA_SCHEMA = (
    '<pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>"
)

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:identifier>{identifier}</dc:identifier>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made_at}</xmp:CreateDate><xmp:ModifyDate>{made_at}</xmp:ModifyDate>
<xmpMM:DocumentID>uuid:{uuid}</xmpMM:DocumentID>
{schema}
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
{padding}
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Title, authorship and date of a file.

    `identifier` names what it was made from, such as `urn:sha256:…`; `language` is a tag
    such as `zh-CN`; `made_at` is aware and printed as it is.
    """

    title: str
    author: str
    subject: str
    language: str
    identifier: str
    made_at: datetime

    @property
    def packet(self) -> bytes:
        """The XMP packet: PDF/A-3a and PDF/UA-1, in UTF-8."""
        return _PACKET.format(
            identifier=escape(self.identifier),
            language=self.language,
            title=escape(self.title),
            author=escape(self.author),
            subject=escape(self.subject),
            producer=PRODUCER,
            creator=CREATOR,
            made_at=self.made_at.isoformat(timespec="seconds"),
            uuid=uuid5(NAMESPACE_URL, f"{self.identifier} {self.title} {self.language}"),
            schema=_UA_SCHEMA,
            padding=_PADDING,
        ).encode()

    @property
    def date(self) -> str:
        """The date as PDF writes it: `D:20241121093000+08'00'`."""
        zone = self.made_at.strftime("%z")
        return f"D:{self.made_at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
