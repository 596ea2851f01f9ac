#include <algorithm>

#include "sync/publish/web/figures.h"
#include "sync/publish/web/pages.h"
#include "sync/publish/web/pictures.h"
#include "sync/publish/web/terms.h"
#include "words/telling.h"

namespace publish::web {
namespace {

using catalog::Facts;

/// What one page of a target is made of, from its top to its foot.
class TargetPage {
public:
    TargetPage(const Edition& edition, const catalog::TargetId& id)
        : page_(edition, file_of(id)),
          s_(edition.strings),
          facts_(edition.contents.facts_of(id)),
          target_(facts_.target),
          document_(edition.contents.source_of(target_.source)) {}

    std::string finished() {
        const Html first = above() + element("h1", page_.words(target_.name)) +
                           element("div", {{"class", "answer"}}, answer() + drawn());
        const Html more = written() + part(s_("judged_by"), judged()) +
                          part(s_("web.figures"), figures(page_, facts_), "wide") +
                          part(s_("baseline"), baseline()) + revisions() + parts() +
                          part(s_("target_derived"), element("p", target_.derived)) +
                          part(s_("department"), department()) + part(s_("contact_label"), contact()) +
                          terms_of(page_, facts_);
        const Html main = element("article", {{"class", "target"}}, first) +
                          element("div", {{"class", "more"}}, more) + neighbours();
        return page_.finished(s_.pick(target_.name), main);
    }

private:
    [[nodiscard]] const Contents& contents() const { return page_.contents(); }

    [[nodiscard]] Html above() const {
        const catalog::Topic* const topic = contents().topic_of(target_);
        const Html place = topic != nullptr ? topic_icon(topic->icon) +
                                                  link(page_.to_topic(topic->id), page_.words(topic->name))
                                            : section();
        return element("p", {{"class", "crumb"}},
                       element("span", place) +
                           element("span", {{"class", "no"}},
                                   s_("target.note", {{"number", words::number_text(target_.number)}})));
    }

    /// The name of the document's part, where the target is in no topic.
    [[nodiscard]] Html section() const {
        for (const auto& one : contents().sections)
            if (one.id == target_.section) return page_.words(one.name);
        return target_.section.text;
    }

    /// The one huge number and what it is, the state, and what belongs to them.
    [[nodiscard]] Html answer() {
        Html html;
        if (facts_.shown) {
            html += huge(words::figure_label(target_, *facts_.shown, s_),
                         words::observed(*facts_.shown, target_, s_));
        } else if (facts_.has_number()) {
            html += huge(words::promise_label(facts_, s_), words::promised(target_, s_));
        } else {
            html += page_.quotation(target_.quote, document_);
        }
        html += element("p", {{"class", "verdict"}},
                        page_.state(facts_.judgement.state, words::state_text(facts_, s_)));
        if (facts_.shown && facts_.has_number())
            html += element("p", {{"class", "promise"}},
                            Html(words::promise_label(facts_, s_)) + " " +
                                element("strong", words::promised(target_, s_).joined()));
        return element("div", {{"class", "telling"}}, html + notes());
    }

    [[nodiscard]] static Html huge(const std::string& label, const words::Figure& figure) {
        const Html number = figure.words.empty()
                                ? element("span", figure.before) + element("b", figure.number) +
                                      element("span", figure.power + figure.unit + figure.after)
                                : element("span", {{"class", "spoken"}}, figure.words);
        return element("p", {{"class", "label"}}, label) + element("p", {{"class", "huge"}}, number);
    }

    [[nodiscard]] Html notes() const {
        Html html;
        if (facts_.shown) {
            html += page_.in(s_.language_of(facts_.shown->note), "p", "caveat",
                             words::caveat_text(*facts_.shown, s_));
            html += element("p", words::said_text(*facts_.shown, s_));
        }
        html += element("p", words::number_in_sentence_text(facts_, s_));
        html += element("p", words::share_text(facts_, s_));
        html += element("p", rule(false));
        html += element("p", words::due_text(target_, s_));
        html += element("p", words::newer_text(facts_, s_));
        html += element("p", words::forecast_text(facts_, s_));
        html += same_as();
        if (facts_.shown)
            html +=
                element("p", Html(words::as_of_text(*facts_.shown, s_)) + " · " + published(*facts_.shown));
        return element("div", {{"class", "notes"}}, html);
    }

    /// By whom the figure was published; of a derived one from what it was derived.
    [[nodiscard]] Html published(const catalog::Observation& figure) const {
        const catalog::Source& source = contents().source_of(figure.source);
        return page_.labelled(s_(figure.derived.empty() ? "published_by" : "derived_from"),
                              page_.publisher(source, figure.published_on));
    }

    [[nodiscard]] std::string rule(bool with_numbers) const {
        return words::rule_text(target_, facts_.shown ? &*facts_.shown : nullptr, facts_.judgement,
                                words::rule_days(contents().release(), contents().today()), s_, with_numbers);
    }

    [[nodiscard]] Html same_as() const {
        if (!target_.same_as) return {};
        const auto* const other = contents().standing.find(*target_.same_as);
        if (other == nullptr) return {};
        return element("p", link(page_.to_target(other->key.id),
                                 s_("same_as", {{"number", words::number_text(other->key.number)}})));
    }

    [[nodiscard]] Html drawn() const {
        const auto picture_of_it = words::picture_of(target_, facts_.known, facts_.pictured(),
                                                     words::days_of(target_, contents().release()), s_);
        return picture(picture_of_it, words::caption_of(picture_of_it, target_, s_, false));
    }

    /// The document's own words, the editor's translation beside them, and where they stand.
    [[nodiscard]] Html written() const {
        Html html = page_.quotation(target_.quote, document_);
        if (const std::string& own = words::translation_text(target_, s_); !own.empty())
            html += element("p", {{"class", "translation"}}, page_.labelled(s_("translation"), own));
        html += element(
            "p", link_out(document_.url, words::document_text(target_, document_, contents().clauses, s_)));
        html += element("p", words::publisher_text(document_, std::nullopt, s_));
        html += element("p", {{"class", "small"}},
                        words::place_in_document(target_, contents().sections, contents().clauses, s_));
        return part(s_("written_in"), html);
    }

    [[nodiscard]] Html judged() {
        return element("p", page_.state(facts_.judgement.state, words::state_text(facts_, s_))) +
               element("p", rule(true)) +
               element("p", {{"class", "small"}},
                       s_("web.judged_on", {{"date", words::date_text(contents().today().date, s_)}}));
    }

    [[nodiscard]] Html baseline() const {
        return facts_.baseline() != nullptr ? figure_in_words(page_, facts_, *facts_.baseline())
                                            : element("p", s_("baseline_none"));
    }

    /// What the target was before it was changed, and why it was.
    [[nodiscard]] Html revisions() const {
        Html html;
        for (const catalog::Revision& one : facts_.revisions) {
            const std::string before = words::before_revision(one, s_).joined();
            const catalog::Source& source = contents().source_of(one.source);
            Html text = element("p", element("strong", before.empty() ? s_("revision.unknown") : before));
            if (const std::string& reason = s_.pick(one.reason); !reason.empty())
                text += page_.in(s_.language_of(one.reason), "p", "",
                                 s_("revision.reason", {{"reason", reason}}));
            text += page_.quotation(one.quote, source) + element("p", page_.publisher(source, std::nullopt));
            html += part(s_("revision.until", {{"date", words::date_text(one.until, s_)}}), text);
        }
        return html;
    }

    [[nodiscard]] Html parts() {
        std::vector<catalog::TargetId> ids;
        for (const auto& entry : contents().standing.entries())
            if (entry.key.parent == target_.id) ids.push_back(entry.key.id);
        return part(s_.count("parts.heading", static_cast<int>(ids.size())), part_table(page_, ids), "wide");
    }

    [[nodiscard]] Html department() const {
        return target_.department.empty() ? element("p", s_("department_none"))
                                          : element("p", page_.words(target_.department));
    }

    [[nodiscard]] Html contact() const {
        const std::string& hotline = contents().release().hotline;
        const Html text = element("p", words::contact_text(contents().release(), target_, s_));
        const bool is_number = !hotline.empty() && hotline.find_first_not_of("+0123456789- ") == hotline.npos;
        if (!is_number) return text;
        return text + element("p", link("tel:" + address_part(hotline),
                                        s_("web.call", {{"hotline", hotline}}), {{"class", "button"}}));
    }

    /// The targets before and after it in its topic.
    [[nodiscard]] Html neighbours() const {
        if (!target_.topic) return {};
        const auto& list = contents().standing.of_topic(*target_.topic);
        const auto here = std::find_if(list.begin(), list.end(),
                                       [&](const auto* one) { return one->key.id == target_.id; });
        if (here == list.end()) return {};
        Html html;
        const auto add = [&](const char* kind, const std::string& label, const catalog::TargetId& id) {
            html += element("p", {{"class", kind}},
                            page_.labelled(label, link(page_.to_target(id),
                                                       page_.words(contents().facts_of(id).target.name))));
        };
        if (here != list.begin()) add("before", s_("web.before"), (*(here - 1))->key.id);
        if (here + 1 != list.end()) add("after", s_("web.after"), (*(here + 1))->key.id);
        return html.empty()
                   ? Html()
                   : element("nav", {{"class", "neighbours"}, {"aria-label", s_("web.neighbours")}}, html);
    }

    Page page_;
    const words::Strings& s_;
    const Facts& facts_;
    const catalog::Target& target_;
    const catalog::Source& document_;
};

}  // namespace

std::string target_page(const Edition& edition, const catalog::TargetId& id) {
    return TargetPage(edition, id).finished();
}

}  // namespace publish::web
