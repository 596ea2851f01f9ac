#include "kiosk/ui/metrics.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kiosk {
namespace {

constexpr float kBodyDesignPx = 30, kDesignHeight = 1080;
constexpr float kLargeType = 1.3f;  // factor of the large-type profile where the panel has room
constexpr float kLargerType = 2;
constexpr float kLeastAcross = 14, kLeastDown = 9;  // [em] that are left of a panel in the largest type
/// On a smaller panel all of the glass is within reach.
constexpr float kReachedMm = 400, kLowShare = 0.4f;

float min_em_px(const Panel& panel) {
    const float capital_mm =
        std::tan(kCapitalDegrees * std::numbers::pi_v<float> / 180) * panel.viewing_distance_mm;
    return std::ceil(capital_mm * std::max(1.3f, 1 / kCapitalPerEm) / panel.mm_per_px);
}

}  // namespace

float Metrics::type(float design_px) const {
    // Where body text is larger than drawn, for a small panel or for large type, what is large already grows
    // less, and what is twice the body's size or more not at all.
    const float natural = design_px / kDesignHeight * std::min(width, height);
    const float growth = em * kDesignHeight / (kBodyDesignPx * std::min(width, height));
    const float part = std::clamp((2.2f * kBodyDesignPx - design_px) / (1.2f * kBodyDesignPx), 0.0f, 1.0f);
    return std::round(std::max(em, natural * (growth > 1 ? 1 + (growth - 1) * part : growth)));
}

Metrics metrics_for(const Panel& panel, const Profile& profile) {
    Metrics m;
    m.width = static_cast<float>(panel.width_px);
    m.height = static_cast<float>(panel.height_px);
    m.is_guess = panel.is_guess;
    m.portrait = panel.height_px > panel.width_px;
    const float short_side = std::min(m.width, m.height);
    m.min_em = min_em_px(panel);
    const float natural = std::round(short_side * kBodyDesignPx / kDesignHeight);
    m.em = std::max(m.min_em, natural);
    const float usual = m.em;
    if (profile.large_type) {
        m.em = std::round(
            std::max({natural * kLargeType, usual * 1.12f, std::ceil(kLargeTypeMm / panel.mm_per_px)}));
        m.min_em = usual;  // nothing is smaller than it is without
    }
    const auto has_room_for_foot = [&](float em) { return m.width / em >= (m.portrait ? 26 : 44); };
    m.foot_em = has_room_for_foot(m.em) ? m.em : usual;
    m.full_foot = has_room_for_foot(m.foot_em);
    if (profile.larger_type)
        m.em = std::round(
            std::max(m.em, std::min({kLargerType * usual, m.width / kLeastAcross, m.height / kLeastDown})));
    m.gap = std::ceil(std::max(kTouchGapMm / panel.mm_per_px, 0.5f * std::min(m.em, short_side / 30)));
    m.touch = std::ceil((profile.large_type ? kTouchLargeTypeMm : kTouchMm) / panel.mm_per_px);
    m.button = std::max(m.touch, std::round(2.5f * std::min(m.em, short_side / 26)));
    m.gutter = std::round(0.8f * std::min(m.em, short_side / 20));
    const bool has_heights = m.portrait && m.height * panel.mm_per_px > kReachedMm;
    if (profile.low_reach && has_heights) m.reach_top = std::ceil((1 - kLowShare) * m.height);
    m.hairline = std::max(1.0f, std::round(short_side / 720));
    const float across = m.width / m.em, down = m.height / m.em;
    m.roomy = m.portrait ? across >= 26 && down >= 44 : across >= 44 && down >= 25;
    m.margin =
        std::round(m.roomy ? std::min(short_side / 15, 2.4f * m.em) : std::min(short_side / 15, 0.7f * m.em));
    return m;
}

}  // namespace kiosk
