#!/usr/bin/python3
"""Plays the desktop shell: tray host and notification daemon on the session bus, and the close button of windows.

One JSON object a line. On standard output come facts:
    {"fact": "ready"}
    {"fact": "tray", "status": …, "icon": {"size": [w, h], "rgba_sha256": …}, "menu": [{"id", "label", "enabled", "separator"}]}
    {"fact": "notification", "id": …, "app": …, "title": …, "body": …, "actions": […]}
On standard input come a person's doings:
    {"do": "choose", "label": "Open Tacklebox"}      choose an entry of the tray's menu
    {"do": "click tray"}                             click the icon itself
    {"do": "click notification", "id": 1}            or one of its buttons: "action": "open"
    {"do": "close window", "title": "Tacklebox"}     press its close button
    {"do": "look at windows"}                        answered by {"fact": "windows", "titles": [those one can see]}
"""
import hashlib
import json
import sys
import time

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib
from Xlib import X
from Xlib.display import Display
from Xlib.protocol.event import ClientMessage

WATCHER = "org.kde.StatusNotifierWatcher"
ICON = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
NOTIFICATIONS = "org.freedesktop.Notifications"


def tell(fact, **details):
    print(json.dumps({"fact": fact, **details}), flush=True)


class TrayHost(dbus.service.Object):
    """Takes the first icon that registers, and tells how it looks whenever it says it changed."""

    def __init__(self, bus):
        self.bus = bus
        self.name = dbus.service.BusName(WATCHER, bus, do_not_queue=True)
        self.owner = None
        super().__init__(bus, "/StatusNotifierWatcher")

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        self.owner, self.path = (sender, service) if service.startswith("/") else (service, "/StatusNotifierItem")
        self.bus.add_signal_receiver(self.changed, dbus_interface=ICON, bus_name=self.owner)
        self.bus.add_signal_receiver(self.changed, dbus_interface=MENU, bus_name=self.owner)
        self.StatusNotifierItemRegistered(self.owner + self.path)
        self.changed()

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, service):
        self.StatusNotifierHostRegistered()

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemRegistered(self, service):
        pass

    @dbus.service.signal(WATCHER)
    def StatusNotifierHostRegistered(self):
        pass

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        registered = [self.owner + self.path] if self.owner else []
        return {
            "RegisteredStatusNotifierItems": dbus.Array(registered, "s"),
            "IsStatusNotifierHostRegistered": True,
            "ProtocolVersion": dbus.Int32(0),
        }

    def changed(self, *_):
        # Not from inside the registering call: the other side waits for its answer.
        GLib.idle_add(self.look)

    def look(self):
        try:
            properties = self.icon(dbus.PROPERTIES_IFACE).GetAll(ICON)
            menu = self.menu_at(properties["Menu"])
            entries = [self.entry(child) for child in menu.GetLayout(0, -1, dbus.Array([], "s"))[1][2]]
        except dbus.DBusException as error:
            tell("tray unreadable", reason=str(error))
            return
        tell("tray", status=str(properties["Status"]), icon=described(properties["IconPixmap"]), menu=entries)

    @staticmethod
    def entry(child):
        number, properties, _ = child
        return {
            "id": int(number),
            "label": str(properties.get("label", "")).replace("__", "\0").replace("_", "").replace("\0", "_"),
            "enabled": bool(properties.get("enabled", True)),
            "separator": str(properties.get("type", "")) == "separator",
        }

    def choose(self, label):
        menu = self.menu_at(self.icon(dbus.PROPERTIES_IFACE).Get(ICON, "Menu"))
        menu.AboutToShow(0)
        layout = menu.GetLayout(0, -1, dbus.Array([], "s"))[1]
        entries = [self.entry(child) for child in layout[2]]
        chosen = next((entry for entry in entries if entry["label"] == label), None)
        if not chosen:
            sys.exit(f"the menu of the tray has no entry {label!r}, only {[entry['label'] for entry in entries]}")
        menu.Event(chosen["id"], "clicked", dbus.String("", variant_level=1), dbus.UInt32(int(time.time()) & 0xFFFFFFFF))

    def click(self):
        self.icon(ICON).Activate(0, 0)

    def icon(self, interface):
        return dbus.Interface(self.bus.get_object(self.owner, self.path), interface)

    def menu_at(self, path):
        return dbus.Interface(self.bus.get_object(self.owner, path), MENU)


def described(pixmaps):
    """Size and content of the first picture; the bus carries ARGB, drawings are RGBA."""
    if not pixmaps:
        return None
    width, height, argb = pixmaps[0]
    argb = bytes(argb)
    rgba = b"".join(argb[at + 1 : at + 4] + argb[at : at + 1] for at in range(0, len(argb), 4))
    return {"size": [int(width), int(height)], "rgba_sha256": hashlib.sha256(rgba).hexdigest()}


class NotificationDaemon(dbus.service.Object):
    """Shows nothing, tells everything."""

    def __init__(self, bus):
        self.name = dbus.service.BusName(NOTIFICATIONS, bus, do_not_queue=True)
        self.count = 0
        super().__init__(bus, "/org/freedesktop/Notifications")

    @dbus.service.method(NOTIFICATIONS, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, title, body, actions, hints, timeout):
        self.count += 1
        tell("notification", id=self.count, app=str(app), title=str(title), body=str(body), actions=[str(a) for a in actions])
        return self.count

    @dbus.service.method(NOTIFICATIONS, out_signature="as")
    def GetCapabilities(self):
        return ["body", "actions"]

    @dbus.service.method(NOTIFICATIONS, out_signature="ssss")
    def GetServerInformation(self):
        return ("desktop shell of the window tests", "Tacklebox", "1", "1.2")

    @dbus.service.method(NOTIFICATIONS, in_signature="u")
    def CloseNotification(self, number):
        self.NotificationClosed(number, 3)

    @dbus.service.signal(NOTIFICATIONS, signature="uu")
    def NotificationClosed(self, number, reason):
        pass

    @dbus.service.signal(NOTIFICATIONS, signature="us")
    def ActionInvoked(self, number, action):
        pass


class Windows:
    """What a window manager knows and does, as far as a window needs it to be closed."""

    def __init__(self):
        self.display = Display()

    def visible(self):
        for window in self.display.screen().root.query_tree().children:
            is_shown = window.get_attributes().map_state == X.IsViewable
            if is_shown and window.get_wm_name():
                yield window

    def titles(self):
        return [window.get_wm_name() for window in self.visible()]

    def named(self, title):
        return next(window for window in self.visible() if window.get_wm_name() == title)

    def resize(self, title, width, height):
        self.named(title).configure(width=width, height=height)
        self.display.flush()

    def close(self, title):
        window = self.named(title)
        wish = self.display.intern_atom("WM_DELETE_WINDOW"), X.CurrentTime, 0, 0, 0
        protocols = self.display.intern_atom("WM_PROTOCOLS")
        window.send_event(ClientMessage(window=window, client_type=protocols, data=(32, wish)))
        self.display.flush()


def main():
    DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    tray, daemon, windows, loop = TrayHost(bus), NotificationDaemon(bus), Windows(), GLib.MainLoop()

    def doing(channel, _):
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        wish = json.loads(line)
        if wish["do"] == "choose":
            tray.choose(wish["label"])
        elif wish["do"] == "click tray":
            tray.click()
        elif wish["do"] == "click notification":
            daemon.ActionInvoked(wish["id"], wish.get("action", "default"))
        elif wish["do"] == "close window":
            windows.close(wish["title"])
        elif wish["do"] == "resize window":
            windows.resize(wish["title"], wish["width"], wish["height"])
        elif wish["do"] == "look at windows":
            tell("windows", titles=windows.titles())
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, doing)
    tell("ready")
    loop.run()


main()
