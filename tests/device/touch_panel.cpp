// A touch panel made of software (uinput), for a machine that has none. Each line on standard input is a
// finger: "x y" in pixels of the panel, down and up again. It is pulled out when the input ends.
//
// usage: touch_panel WIDTH HEIGHT
#include <fcntl.h>
#include <linux/uinput.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

int panel = -1;

void fail(const char* what) {
    std::perror(what);
    std::exit(1);
}

void send(unsigned short type, unsigned short code, int value) {
    input_event event{};
    event.type = type;
    event.code = code;
    event.value = value;
    if (write(panel, &event, sizeof event) != sizeof event) fail("an event");
}

void set_up_axis(unsigned short code, int most) {
    uinput_abs_setup axis{};
    axis.code = code;
    axis.absinfo.maximum = most;
    axis.absinfo.resolution = 3;  // units a millimetre
    if (ioctl(panel, UI_ABS_SETUP, &axis) != 0) fail("an axis");
}

void plug_in(int width, int height) {
    panel = open("/dev/uinput", O_WRONLY | O_CLOEXEC);
    if (panel < 0) fail("/dev/uinput");
    ioctl(panel, UI_SET_EVBIT, EV_KEY);
    ioctl(panel, UI_SET_EVBIT, EV_ABS);
    ioctl(panel, UI_SET_KEYBIT, BTN_TOUCH);
    ioctl(panel, UI_SET_PROPBIT, INPUT_PROP_DIRECT);
    set_up_axis(ABS_X, width - 1);
    set_up_axis(ABS_Y, height - 1);
    set_up_axis(ABS_MT_SLOT, 9);
    set_up_axis(ABS_MT_TRACKING_ID, 65535);
    set_up_axis(ABS_MT_POSITION_X, width - 1);
    set_up_axis(ABS_MT_POSITION_Y, height - 1);
    uinput_setup about{};
    about.id.bustype = BUS_USB;
    std::strcpy(about.name, "Touch panel of a test");
    if (ioctl(panel, UI_DEV_SETUP, &about) != 0 || ioctl(panel, UI_DEV_CREATE) != 0) fail("the panel");
}

void touch(int x, int y) {
    static int finger = 0;
    send(EV_ABS, ABS_MT_SLOT, 0);
    send(EV_ABS, ABS_MT_TRACKING_ID, ++finger);
    send(EV_ABS, ABS_MT_POSITION_X, x);
    send(EV_ABS, ABS_MT_POSITION_Y, y);
    send(EV_KEY, BTN_TOUCH, 1);
    send(EV_ABS, ABS_X, x);
    send(EV_ABS, ABS_Y, y);
    send(EV_SYN, SYN_REPORT, 0);
    usleep(80'000);  // as long as a finger stays
    send(EV_ABS, ABS_MT_TRACKING_ID, -1);
    send(EV_KEY, BTN_TOUCH, 0);
    send(EV_SYN, SYN_REPORT, 0);
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) return 2;
    plug_in(std::atoi(words[1]), std::atoi(words[2]));
    int x = 0, y = 0;
    while (std::scanf("%d %d", &x, &y) == 2) touch(x, y);
}
