#include "kiosk/admin/pin_check.h"

#include "kiosk/admin/pin.h"

namespace kiosk {

PinCheck::~PinCheck() {
    if (thread_.joinable()) thread_.join();
    forget(attempt_.pin);
}

void PinCheck::begin(Attempt attempt) {
    attempt_ = std::move(attempt);
    outcome_ = {};
    is_done_ = false;
    thread_ = std::jthread([this](const std::stop_token& stop) {
        if (!attempt_.file.empty())
            outcome_.counted = base::replace_file(files_, attempt_.file, attempt_.counted);
        if (attempt_.hash.empty())
            outcome_.made = hash_pin(attempt_.pin);
        else
            outcome_.is_right = is_pin_of(attempt_.pin, attempt_.hash);
        is_done_ = true;
        if (!stop.stop_requested()) on_done_();
    });
}

std::optional<PinCheck::Outcome> PinCheck::take() {
    if (!is_done()) return std::nullopt;
    thread_.join();
    forget(attempt_.pin);
    return outcome_;
}

}  // namespace kiosk
