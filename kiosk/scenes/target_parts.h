#pragma once

#include "kiosk/scenes/story.h"
#include "kiosk/ui/block.h"

/// What stands on the pages of a target, as blocks. Null: there is no such part.
namespace kiosk {

/// Topic with its icon; on the right its place there, and its number, which a citizen can name.
[[nodiscard]] BlockPtr target_header(const Typecase& types, const Story& story);
[[nodiscard]] BlockPtr target_name(const Typecase& types, const Story& story);

/// The one number that is huge: the figure where there is one, else the promise.
[[nodiscard]] BlockPtr huge_number(const Typecase& types, const Story& story, float em, float least_em);
/// What it is: 目标, or 结果 or 阶段数 with its period.
[[nodiscard]] BlockPtr huge_label(const Typecase& types, const Story& story, bool with_period);
/// The sentence itself, where there is no number.
[[nodiscard]] BlockPtr huge_sentence(const Typecase& types, const Story& story);

/// Mark and word of the state, and beside them the promise, where the figure is huge.
[[nodiscard]] Blocks state_and_promise(const Typecase& types, const Story& story);

/// A number that the sentence mentions without promising it.
[[nodiscard]] BlockPtr number_in_sentence(const Typecase& types, const Story& story);
/// What must be known of the figure at once.
[[nodiscard]] Blocks caveats(const Typecase& types, const Story& story);
/// That there is something to be known of the figure, on the next page.
[[nodiscard]] BlockPtr caveat_pointer(const Typecase& types, const Story& story);
/// Rule and whatever else belongs to the state.
[[nodiscard]] Blocks notes(const Typecase& types, const Story& story);

[[nodiscard]] Blocks share_and_deadline(const Typecase& types, const Story& story);
/// The day alone.
[[nodiscard]] BlockPtr bare_deadline(const Typecase& types, const Story& story);
[[nodiscard]] BlockPtr as_of_block(const Typecase& types, const Story& story);

[[nodiscard]] BlockPtr quotation(const Typecase& types, const Story& story, float em);
/// The quotation's translation, document, section, publisher.
[[nodiscard]] Blocks document_lines(const Typecase& types, const Story& story);
/// By whom the figure was published, and when.
[[nodiscard]] BlockPtr publisher_block(const Typecase& types, const Story& story);
/// Whom to ask and by which number, and what the code leads to.
[[nodiscard]] BlockPtr ask_block(const Typecase& types, const Story& story);
[[nodiscard]] BlockPtr document_code(const Typecase& types, const Story& story);

[[nodiscard]] BlockPtr target_picture(const Typecase& types, const Story& story, float least_height);

/// One segment for each target of the topic, this one's filled as the dwell passes; and that the screen may
/// be touched.
[[nodiscard]] BlockPtr rotation_foot(const Typecase& types, const Story& story);

}  // namespace kiosk
