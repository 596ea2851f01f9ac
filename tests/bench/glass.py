"""What stands on an X server's screen, read as any other client would: for measuring from outside a program.

A module for the scripts of this folder; needs Xvfb, libX11 and libXtst (which xdotool brings).
"""
import ctypes
import os
import subprocess
import time

WIDTH, HEIGHT = 1920, 1080
PATCH_W, PATCH_H = 32, 16
CELL_W, CELL_H = 320, 270  # one patch is watched in each cell that holds something


class _Image(ctypes.Structure):
    """The beginning of Xlib's XImage."""
    _fields_ = [(name, ctypes.c_int) for name in ("width", "height", "xoffset", "format")] + [("data", ctypes.c_void_p)] + [
        (name, ctypes.c_int) for name in ("byte_order", "bitmap_unit", "bitmap_bit_order", "bitmap_pad", "depth", "bytes_per_line", "bits_per_pixel")]


_x = ctypes.CDLL("libX11.so.6")
_xtest = ctypes.CDLL("libXtst.so.6")
_xtest.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_ulong]
_xtest.XTestFakeButtonEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
_x.XOpenDisplay.restype = _x.XGetImage.restype = ctypes.c_void_p
_x.XDefaultRootWindow.restype = ctypes.c_ulong
_x.XDefaultRootWindow.argtypes = _x.XCloseDisplay.argtypes = _x.XFlush.argtypes = [ctypes.c_void_p]
_x.XDestroyImage.argtypes = [ctypes.c_void_p]
_x.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]


class Glass:
    """An X server of its own with an empty screen, and its pixels. Use with `with`."""

    def __enter__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-noreset"],
                                       pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise SystemExit("Xvfb did not start")
        self.name = ":" + number
        self._display = _x.XOpenDisplay(self.name.encode())
        self._root = _x.XDefaultRootWindow(self._display)
        return self

    def __exit__(self, *_):
        _x.XCloseDisplay(self._display)
        self.server.terminate()
        self.server.wait(10)

    def pixels(self, x=0, y=0, width=WIDTH, height=HEIGHT):
        """Four bytes a pixel, row by row."""
        image = _x.XGetImage(self._display, self._root, x, y, width, height, 0xFFFFFFFF, 2)
        found = ctypes.cast(image, ctypes.POINTER(_Image)).contents
        rows = ctypes.string_at(found.data, found.bytes_per_line * height)
        _x.XDestroyImage(image)
        return rows

    def touch(self, x, y):
        """A finger that comes and goes at once. Returns the moment at which it went."""
        _xtest.XTestFakeMotionEvent(self._display, -1, x, y, 0)
        for down in (1, 0):
            _xtest.XTestFakeButtonEvent(self._display, 1, down, 0)
        _x.XFlush(self._display)
        return time.monotonic()

    def settled(self, still_s=1.0, most_s=10.0):
        """The picture, once it has been the same for `still_s`; after `most_s` whatever there is."""
        end, last, since = time.monotonic() + most_s, self.pixels(), time.monotonic()
        while time.monotonic() < min(end, since + still_s):
            time.sleep(0.1)
            now = self.pixels()
            if now != last:
                last, since = now, time.monotonic()
        return last

    def wait_for(self, patches, most_s, process=None):
        """The moment (monotonic seconds) at which all `patches` stood on the screen; None where they did not in time."""
        end = time.monotonic() + most_s
        for (x, y), wanted in patches.items():
            while not alike(self.pixels(x, y, PATCH_W, PATCH_H), wanted):
                if time.monotonic() > end or (process and process.poll() is not None):
                    return None
                time.sleep(0.001)
        return time.monotonic()

    def wait_for_change(self, before, most_s, box):
        """The moment at which the pixels in `box` were no longer `before`; None where they stayed."""
        end = time.monotonic() + most_s
        while self.pixels(*box) == before:
            if time.monotonic() > end:
                return None
            time.sleep(0.0005)
        return time.monotonic()


def cut(picture, x, y):
    """One patch of a whole picture."""
    return b"".join(picture[((y + row) * WIDTH + x) * 4:((y + row) * WIDTH + x + PATCH_W) * 4] for row in range(PATCH_H))


def alike(patch, wanted):
    """The same but for the last bits of an edge: text drawn by OpenGL is not the same at each start."""
    return patch == wanted or sum(abs(a - b) for a, b in zip(patch, wanted)) < 4 * len(wanted)


def landmarks(first, second):
    """{(x, y): pixels} of the richest patch of each cell, of those that two pictures of the same page share. The middle
    of the page comes first, so that a poll waits for one patch and then finds the others."""
    found = {}
    for cell_y in range(0, HEIGHT, CELL_H):
        for cell_x in range(0, WIDTH, CELL_W):
            places = [(x, y) for y in range(cell_y, min(cell_y + CELL_H, HEIGHT - PATCH_H), PATCH_H) for x in range(cell_x, cell_x + CELL_W, PATCH_W)]
            richness, place = max((len(set(cut(first, *place))), place) for place in places if cut(first, *place) == cut(second, *place))
            if richness >= 8:
                found[place] = cut(first, *place)
    return found
