#include "kiosk/app/jacks.h"

#include <utility>

#include "kiosk/platform/jack.h"

namespace kiosk {

Jacks::Jacks(base::EventLoop& loop, std::vector<base::Descriptor> jacks, std::function<void(Key)> press)
    : press_(std::move(press)) {
    for (base::Descriptor& jack : jacks) {
        const int number = jack.number();
        auto hook = loop.watch(number, [this, number] { look(number); });
        if (hook) jacks_.emplace(number, Jack{std::move(jack), std::move(*hook)});
    }
}

void Jacks::look(int number) {
    const JackNews news = read_jack(jacks_.at(number).descriptor);
    if (news.is_gone) jacks_.erase(number);
    if (news.plugged_in) press_(*news.plugged_in ? Key::headphones_in : Key::headphones_out);
}

}  // namespace kiosk
