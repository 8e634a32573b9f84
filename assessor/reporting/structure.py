"""Writing the structure of a document into the file: elements, and the way back from marks."""

from collections.abc import Mapping

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from assessor.reporting.tagging import Mark, Node


def write_structure(pdf: Pdf, root: Node, widgets: Mapping[Node, Object]) -> None:
    """Write the tree below `root`; `widgets` are the form fields of its `Form` nodes."""
    _Writer(pdf, widgets).write(root)


class _Writer:
    def __init__(self, pdf: Pdf, widgets: Mapping[Node, Object]) -> None:
        self._pdf = pdf
        self._widgets = widgets
        self._pages = [page.obj for page in pdf.pages]
        self._parents: list[dict[int, Object]] = [{} for _page in self._pages]
        self._of_widgets: list[Object] = []

    def write(self, root: Node) -> None:
        pdf = self._pdf
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(root, tree)
        numbers = Array()
        for key, marks in enumerate(self._parents):
            page = self._pages[key]
            page.Tabs = Name.S
            if marks:
                page.StructParents = key
                elements = Array([marks[number] for number in range(len(marks))])
                numbers.append(key)
                numbers.append(pdf.make_indirect(elements))
        for key, element in enumerate(self._of_widgets, start=len(self._pages)):
            numbers.append(key)
            numbers.append(element)
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(self._pages) + len(self._of_widgets)
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, node: Node, parent: Object) -> Object:
        home = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        entries: dict[str, Object] = {} if home is None else {"/Pg": self._pages[home]}
        if node.alternative:
            entries["/Alt"] = String(node.alternative)
        if attributes := _attributes(node):
            entries["/A"] = attributes
        element = self._pdf.make_indirect(
            Dictionary(
                {"/Type": Name.StructElem, "/S": Name("/" + node.tag), "/P": parent} | entries
            )
        )
        kids = [self._kid(kid, element, home) for kid in node.kids]
        if node in self._widgets:
            kids.append(self._widget(self._widgets[node], element))
        if kids:
            element.K = kids[0] if len(kids) == 1 else Array(kids)
        return element

    def _kid(self, kid: Node | Mark, element: Object, home: int | None) -> Object | int:
        if isinstance(kid, Node):
            return self._element(kid, element)
        self._parents[kid.page][kid.number] = element
        if kid.page == home:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)

    def _widget(self, widget: Object, element: Object) -> Object:
        widget.StructParent = len(self._pages) + len(self._of_widgets)
        self._of_widgets.append(element)
        return Dictionary(Type=Name.OBJR, Obj=widget, Pg=widget.P)


def _attributes(node: Node) -> Object | None:
    if node.box:
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(map(_short, node.box)))
    if not node.scope and node.span == 1:
        return None
    table = Dictionary(O=Name.Table)
    if node.scope:
        table.Scope = Name("/" + node.scope)
    if node.span != 1:
        table.ColSpan = node.span
    return table


def _short(length: float) -> float:
    return round(length, 2)
