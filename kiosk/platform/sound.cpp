#include "kiosk/platform/sound.h"

#include <SDL.h>
#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "base/files.h"

namespace kiosk {
namespace {

/// So much may wait to be heard: a stop takes it away, and the mark on the screen is late by no more.
constexpr int kWaitingMs = 250;
constexpr int kDeviceSamples = 1024;

void say_nothing(const char* /*file*/, int /*line*/, const char* /*function*/, int /*error*/,
                 const char* /*format*/, ...) {}

/// What ALSA says on stderr of a device that is not there, ten lines each time, one line of ours says once.
/// Where SDL brings another library for sound, there is nothing to do.
void keep_alsa_silent() {
    using SetHandler = int (*)(decltype(&say_nothing));
    const auto set = reinterpret_cast<SetHandler>(dlsym(RTLD_DEFAULT, "snd_lib_error_set_handler"));
    if (set != nullptr) set(say_nothing);
}

class DeviceSound final : public Sound {
public:
    ~DeviceSound() override { (void)close(); }

    base::Status open(int rate) override {
        if (device_ != 0) return {};
        keep_alsa_silent();
        if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
            return base::fail(base::Errc::io, fmt::format("sound: {}", SDL_GetError()));
        SDL_AudioSpec wanted{};
        wanted.freq = rate;
        wanted.format = AUDIO_S16SYS;
        wanted.channels = 1;
        wanted.samples = kDeviceSamples;
        wanted.callback = [](void* self, Uint8* out, int bytes) {
            static_cast<DeviceSound*>(self)->fill(
                {reinterpret_cast<std::int16_t*>(out), static_cast<std::size_t>(bytes) / 2});
        };
        wanted.userdata = this;
        most_waiting_ = static_cast<std::size_t>(rate) * kWaitingMs / 1000;
        {
            const std::lock_guard lock{mutex_};
            dropped_ = false;
            waiting_.clear();
        }
        device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
        if (device_ == 0) {
            const std::string why = SDL_GetError();
            SDL_QuitSubSystem(SDL_INIT_AUDIO);
            return base::fail(base::Errc::io, "sound: " + why);
        }
        SDL_PauseAudioDevice(device_, 0);
        return {};
    }

    bool play(std::span<const std::int16_t> samples) override {
        std::unique_lock lock{mutex_};
        heard_.wait(lock, [&] { return dropped_ || waiting_.size() < most_waiting_; });
        if (dropped_) return false;
        waiting_.insert(waiting_.end(), samples.begin(), samples.end());
        return true;
    }

    bool finish() override {
        std::unique_lock lock{mutex_};
        heard_.wait(lock, [&] { return dropped_ || waiting_.empty(); });
        return !dropped_;
    }

    void drop() override {
        const std::lock_guard lock{mutex_};
        dropped_ = true;
        waiting_.clear();
        heard_.notify_all();
    }

    base::Status close() override {
        if (device_ == 0) return {};
        SDL_CloseAudioDevice(device_);
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        device_ = 0;
        return {};
    }

private:
    /// On SDL's own thread.
    void fill(std::span<std::int16_t> out) {
        const std::lock_guard lock{mutex_};
        const std::size_t count = std::min(out.size(), waiting_.size());
        const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
        std::copy(waiting_.begin(), end, out.begin());
        std::fill(out.begin() + static_cast<std::ptrdiff_t>(count), out.end(), std::int16_t{0});
        waiting_.erase(waiting_.begin(), end);
        heard_.notify_all();
    }

    SDL_AudioDeviceID device_ = 0;
    std::size_t most_waiting_ = 0;
    std::mutex mutex_;  // of all below
    std::condition_variable heard_;
    std::deque<std::int16_t> waiting_;
    bool dropped_ = false;
};

void append_little(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

class WavSound final : public Sound {
public:
    explicit WavSound(std::filesystem::path file) : file_(std::move(file)) {}

    base::Status open(int rate) override {
        rate_ = rate;
        samples_.clear();
        dropped_ = false;
        return {};
    }
    bool play(std::span<const std::int16_t> samples) override {
        for (const std::int16_t one : samples) append_little(samples_, static_cast<std::uint16_t>(one), 2);
        return !dropped_;
    }
    bool finish() override { return !dropped_; }
    void drop() override { dropped_ = true; }

    base::Status close() override {
        const auto bytes = static_cast<std::uint32_t>(samples_.size()),
                   rate = static_cast<std::uint32_t>(rate_);
        std::string head = "RIFF";
        append_little(head, 36 + bytes, 4);
        head += "WAVEfmt ";
        append_little(head, 16, 4);  // bytes of what follows
        append_little(head, 1, 2);   // PCM
        append_little(head, 1, 2);   // one channel
        append_little(head, rate, 4);
        append_little(head, rate * 2, 4);  // bytes a second
        append_little(head, 2, 2);         // bytes of a sample of all channels
        append_little(head, 16, 2);        // bits of one
        head += "data";
        append_little(head, bytes, 4);
        return base::write_file(file_, head + samples_);
    }

private:
    std::filesystem::path file_;
    int rate_ = 0;
    std::string samples_;
    std::atomic<bool> dropped_ = false;
};

}  // namespace

std::unique_ptr<Sound> make_device_sound() { return std::make_unique<DeviceSound>(); }

std::unique_ptr<Sound> make_wav_sound(std::filesystem::path file) {
    return std::make_unique<WavSound>(std::move(file));
}

}  // namespace kiosk
