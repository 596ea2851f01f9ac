#include "kiosk/platform/draw_copy.h"

#include <algorithm>
#include <limits>

#include "kiosk/platform/view.h"

namespace kiosk {
namespace {

/// As many vertices as an index can name.
constexpr unsigned kReach = std::numeric_limits<ImDrawIdx>::max() + 1u;

ImDrawVert in_pixels(ImDrawVert vertex, const View& view) {
    vertex.pos = {view.x(vertex.pos.x), view.y(vertex.pos.y)};
    return vertex;
}

/// The vertices from `offset` on, as many as can be named from there.
std::unique_ptr<ImDrawList> copy_vertices(const ImDrawList& list, unsigned offset, const View& view) {
    auto copy = std::make_unique<ImDrawList>(nullptr);
    const auto size = static_cast<unsigned>(list.VtxBuffer.Size);
    const unsigned count = offset < size ? std::min(size - offset, kReach) : 0;
    copy->VtxBuffer.reserve(static_cast<int>(count));
    for (unsigned i = 0; i < count; ++i)
        copy->VtxBuffer.push_back(in_pixels(list.VtxBuffer.Data[offset + i], view));
    return copy;
}

bool can_be_drawn(const ImDrawList& list, ImDrawIdx index, const DrawCopy::Texture& texture) {
    if (index >= list.VtxBuffer.Size) return false;
    const ImDrawVert& vertex = list.VtxBuffer.Data[index];
    return is_near(vertex.pos.x) && is_near(vertex.pos.y) &&
           is_near(vertex.uv.x * static_cast<float>(texture.width)) &&
           is_near(vertex.uv.y * static_cast<float>(texture.height));
}

/// Returns how many triangles were dropped.
std::uint64_t copy_triangles(const ImDrawList& list, const ImDrawCmd& command, const Box& clip,
                             const DrawCopy::Texture& texture, ImDrawList& into) {
    std::uint64_t dropped = 0;
    const int first = into.IdxBuffer.Size;
    const ImDrawIdx* const index = list.IdxBuffer.Data + command.IdxOffset;
    for (unsigned i = 0; i + 3 <= command.ElemCount; i += 3) {
        const bool well = can_be_drawn(into, index[i], texture) &&
                          can_be_drawn(into, index[i + 1], texture) &&
                          can_be_drawn(into, index[i + 2], texture);
        for (unsigned corner = 0; well && corner < 3; ++corner) into.IdxBuffer.push_back(index[i + corner]);
        if (!well) ++dropped;
    }
    ImDrawCmd copy;
    copy.ClipRect = {static_cast<float>(clip.left), static_cast<float>(clip.top),
                     static_cast<float>(clip.right), static_cast<float>(clip.bottom)};
    copy.TextureId = reinterpret_cast<ImTextureID>(texture.name);
    copy.IdxOffset = static_cast<unsigned>(first);
    copy.ElemCount = static_cast<unsigned>(into.IdxBuffer.Size - first);
    if (copy.ElemCount > 0) into.CmdBuffer.push_back(copy);
    return dropped;
}

}  // namespace

std::uint64_t DrawCopy::take(const ImDrawData& data, PixelSize whole, const Box& part,
                             const Textures& textures) {
    std::uint64_t dropped = 0;
    const View view = view_of(data);
    lists_.clear();
    for (int i = 0; i < data.CmdListsCount && data.CmdLists != nullptr; ++i) {
        if (data.CmdLists[i] == nullptr) continue;
        const ImDrawList& list = *data.CmdLists[i];
        const ImDrawCmd* before = nullptr;  // whose vertices the last copy has
        for (const ImDrawCmd& command : list.CmdBuffer) {
            if (command.UserCallback != nullptr) continue;
            const auto texture = textures.find(reinterpret_cast<std::uintptr_t>(command.TextureId));
            if (!has_indices(list, command) || texture == textures.end()) {
                ++dropped;
                continue;
            }
            const Box clip = clip_of(command, view, part);
            if (clip.empty()) continue;
            if (before == nullptr || before->VtxOffset != command.VtxOffset)
                lists_.push_back(copy_vertices(list, command.VtxOffset, view));
            before = &command;
            dropped += copy_triangles(list, command, clip, texture->second, *lists_.back());
        }
    }
    pointers_.clear();
    for (const auto& list : lists_) pointers_.push_back(list.get());
    data_ = {};
    data_.Valid = true;
    data_.CmdLists = pointers_.data();
    data_.CmdListsCount = static_cast<int>(pointers_.size());
    data_.DisplaySize = {static_cast<float>(whole.width), static_cast<float>(whole.height)};
    data_.FramebufferScale = {1, 1};
    return dropped;
}

}  // namespace kiosk
