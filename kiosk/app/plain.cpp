#include "kiosk/app/plain.h"

#include <cmath>

#include "base/heartbeat.h"
#include "kiosk/app/painter.h"
#include "kiosk/platform/output_events.h"
#include "kiosk/platform/software_renderer.h"

namespace kiosk {
namespace {

struct Line {
    TextBlock block;
    bool is_soft;
    float above;  // [px]
};

/// The place's name, then in each language that it cannot be shown, and whom to call.
std::vector<Line> set_lines(Library& library, const Metrics& m, const PlainWords& words) {
    std::vector<Line> lines;
    const float width = m.width - 2 * m.margin;
    const auto add = [&](const std::string& text, const words::Language& language, Face face, float em,
                         bool soft, float above) {
        if (text.empty()) return;
        lines.push_back(
            {set_text(library.fonts, {text, face, em}, width, {.language = &language, .balanced = true}),
             soft, lines.empty() ? 0 : above});
    };
    add(words.place, library.languages.front().language(), Face::serif, 3.2f * m.em, false, 0);
    for (const words::Strings& s : library.languages) {
        add(s("plain.sorry"), s.language(), Face::bold, 1.9f * m.em, false, 2 * m.em);
        if (!words.hotline.empty())
            add(s("plain.call", {{"hotline", words.hotline}}), s.language(), Face::regular, 1.5f * m.em, true,
                0.4f * m.em);
    }
    return lines;
}

class Plain {
public:
    Plain(Library& library, Compositor& compositor, const std::function<Panel(PixelSize)>& panel_for,
          const PlainWords& words)
        : library_(library),
          compositor_(compositor),
          panel_for_(panel_for),
          words_(words),
          painter_(library.fonts, make_software_renderer()) {}

    void draw() {
        const Metrics metrics = metrics_for(panel_for_(compositor_.output().size()), {});
        Picture picture;
        Record record;
        painter_.paint(build_plain(library_, metrics, words_), theme(false), metrics, {}, record, picture);
        compositor_.present(picture);
    }

private:
    Library& library_;
    Compositor& compositor_;
    const std::function<Panel(PixelSize)>& panel_for_;
    const PlainWords& words_;
    Painter painter_;
};

}  // namespace

Page build_plain(Library& library, const Metrics& m, const PlainWords& words) {
    Page page{.id = "plain"};
    page.metrics = m;
    page.language = &library.languages.front().language();
    const auto lines = set_lines(library, m, words);
    float height = 0;
    for (const Line& line : lines) height += line.above + line.block.height;
    float y = std::round(std::max(m.margin, (m.height - height) / 2));
    for (const Line& line : lines) {
        y += line.above;
        page.items.push_back(
            [block = line.block, soft = line.is_soft, at = Point{m.margin, std::round(y)}](Canvas& canvas) {
                const Theme& colors = canvas.colors();
                canvas.text(block, at, {.color = soft ? colors.ink2 : colors.ink, .ground = colors.paper});
            });
        y += line.block.height;
    }
    return page;
}

void show_plain(base::EventLoop& loop, Library& library, Compositor& compositor,
                const std::function<Panel(PixelSize)>& panel_for, const PlainWords& words,
                std::chrono::seconds length, const base::Notify& manager, Health* health) {
    Plain plain{library, compositor, panel_for, words};
    plain.draw();
    const OutputEvents input{loop, compositor.output(), [&](const InputEvent& event) {
                                 if (event.kind == InputEvent::Kind::quit) return loop.end();
                                 if (event.kind == InputEvent::Kind::resize) return plain.draw();
                                 if (event.kind == InputEvent::Kind::expose) compositor.present_again();
                             }};
    const base::Alarm end{loop, base::BootClock::now() + length, [&] { loop.end(); }};
    base::Heartbeat heart{manager, {.is_done = [&] { return compositor.holds_picture(); }}};
    const auto beats = loop.add(heart);
    std::optional<HealthWork> work;
    base::EventLoop::Hook sayings;
    if (health != nullptr)
        sayings = loop.add(work.emplace(
            *health,
            [&] {
                return HealthFacts{.is_drawn = compositor.holds_picture(),
                                   .shown = std::string(catalog::DisplayLadder::kPlain)};
            },
            [] { return base::BootClock::now() + std::chrono::minutes{1}; }));
    manager.ready("the page without a catalog is on the glass");
    loop.run();
    manager.stopping();
}

}  // namespace kiosk
