"""What a screen reader hears of the running program: its tree, read over D-Bus as JSON.

Run by the system's Python, which has D-Bus. Prints what is there at first, and again after
each button named on the command line was pressed as a screen reader does.
"""

import json
import sys
import time

import dbus

ACCESSIBLE, ACTION = "org.a11y.atspi.Accessible", "org.a11y.atspi.Action"
ROOT = "/org/a11y/atspi/accessible/root"
FOCUSABLE, SHOWING = 1 << 11, 1 << 25  # bits of the state
PATIENCE = 60  # s


def main(buttons):
    program = wait_for_program(accessibility_bus())
    heard = [wait_for_tree(program)]
    for name in buttons:
        press(program, name)
        time.sleep(1)
        heard.append(wait_for_tree(program))
    json.dump(heard, sys.stdout, ensure_ascii=False)


def accessibility_bus():
    launcher = dbus.SessionBus().get_object("org.a11y.Bus", "/org/a11y/bus")
    return dbus.bus.BusConnection(launcher.GetAddress(dbus_interface="org.a11y.Bus"))


def wait_for_program(bus):
    registry = bus.get_object("org.a11y.atspi.Registry", ROOT)
    for _try in range(PATIENCE * 4):
        for name, path in registry.GetChildren(dbus_interface=ACCESSIBLE):
            found = bus.get_object(name, path)
            if name_of(found) == "assessor":
                return bus, found
        time.sleep(0.25)
    sys.exit("no program called assessor came to the accessibility bus")


def wait_for_tree(program):
    """The tree, once it has as much as any page."""
    for _try in range(PATIENCE * 2):
        nodes = list(walk(*program))
        if sum(node["role"] in ("button", "push button", "check box") for node in nodes) > 3:
            return nodes
        time.sleep(0.5)
    sys.exit("the window stayed empty")


def press(program, name):
    for node in walk(*program, keep=True):
        if node["name"] == name and node["focusable"]:
            node["object"].DoAction(0, dbus_interface=ACTION)
            return
    sys.exit("nothing is called " + name)


def walk(bus, accessible, keep=False):
    """Everything that shows, in reading order."""
    low, high = accessible.GetState(dbus_interface=ACCESSIBLE)
    state = int(low) | int(high) << 32
    node = {
        "name": name_of(accessible),
        "role": str(accessible.GetRoleName(dbus_interface=ACCESSIBLE)),
        "focusable": bool(state & FOCUSABLE),
        "shows": bool(state & SHOWING),
    }
    yield node | ({"object": accessible} if keep else {})
    for name, path in accessible.GetChildren(dbus_interface=ACCESSIBLE):
        if path != "/org/a11y/atspi/null":
            yield from walk(bus, bus.get_object(name, path), keep)


def name_of(accessible):
    try:
        return str(accessible.Get(ACCESSIBLE, "Name", dbus_interface=dbus.PROPERTIES_IFACE))
    except dbus.DBusException:  # it went away meanwhile
        return ""


if __name__ == "__main__":
    main(sys.argv[1:])
