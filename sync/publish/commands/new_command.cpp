#include "sync/publish/commands/new_command.h"

#include <algorithm>
#include <cstdio>

#include "base/printable.h"
#include "base/time_zone.h"
#include "sync/publish/commands/asking.h"
#include "sync/publish/commands/language.h"
#include "sync/publish/commands/output.h"
#include "sync/publish/tables/days.h"

namespace publish {
namespace {

/// The parts of "a,b" or "a|b".
std::vector<std::string> parts_of(std::string_view text, char mark) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(mark, at), text.size());
        parts.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

Message fault_of_languages(const std::string& answer) {
    auto tags = parts_of(answer, ',');
    const bool are_known = std::all_of(tags.begin(), tags.end(),
                                       [](const std::string& tag) { return tag == "zh-CN" || tag == "en"; });
    std::sort(tags.begin(), tags.end());
    if (are_known && std::adjacent_find(tags.begin(), tags.end()) == tags.end()) return {};
    return say("write zh-CN, en, or both with a comma between them, the first language first");
}

Message fault_of_period(const std::string& answer) {
    if (parse_period(answer)) return {};
    return say(
        "write a year such as 2024, years such as 2021-2025, or two days such as 2023-10-01..2024-09-30");
}

Message fault_of_day(const std::string& answer) {
    return as_day(answer) ? Message() : say("write a day such as 2024-02-05");
}

Message fault_of_zone(const std::string& answer) {
    if (base::TimeZone::find(answer)) return {};
    return say("write the IANA name, such as Asia/Shanghai or America/Chicago");
}

template <class Names>
auto& in_language(const std::string& tag, Names& names) {
    return tag == "en" ? names.en : names.zh;
}

/// What is asked once in each language of the release, and given as "宁波市|Ningbo" in their order.
class Interview {
public:
    Interview(const std::vector<std::string>& tags, const Phrasebook& book) : tags_(tags), book_(book) {}

    [[nodiscard]] base::Result<Bilingual> name(Question question, const std::optional<std::string>& given,
                                               const Bilingual& proposal = {}) const {
        Bilingual name;
        const auto parts = given ? parts_of(*given, '|') : std::vector<std::string>();
        for (std::size_t i = 0; i < tags_.size(); ++i) {
            question.proposal = in_language(tags_[i], proposal);
            if (i > 0) {
                question.may_be_empty = true;
                question.words = tags_[i] == "en" ? say("The same in English") : say("The same in Chinese");
            }
            std::optional<std::string> part;
            if (given) part = i < parts.size() ? parts[i] : question.proposal;
            auto answer = ask(question, part, book_);
            if (!answer) return base::fail(answer.error());
            in_language(tags_[i], name) = *std::move(answer);
        }
        return name;
    }

private:
    const std::vector<std::string>& tags_;
    const Phrasebook& book_;
};

}  // namespace

NewCommand::NewCommand(CLI::App& app)
    : new_(app.add_subcommand("new", "ask what a plan needs to begin with, and write a workbook for it")) {
    new_->add_option("DIR", folder_, "the folder for plan.xlsx and the document's text")->required();
    add_answer("--languages", "the screen's languages in its order: zh-CN,en");
    add_answer("--place", "the place's own name; in two languages 宁波市|Ningbo, and so for the other names");
    add_answer("--period", "2024, 2021-2025 or 2023-10-01..2024-09-30");
    add_answer("--document", "what the place calls its document: 计划, 实事, plan");
    add_answer("--title", "the document's own title; empty: it has none");
    add_answer("--publisher", "who published the document");
    add_answer("--published-on", "the day on which it was published; empty: not known");
    add_answer("--hotline", "a number that citizens can call; empty: none is shown");
    add_answer("--time-zone", "the IANA name of the time zone, such as Asia/Shanghai");
    new_->add_flag("--csv", csv_, "write a CSV file for each table in place of the workbook");
    new_->add_option("--lang", language_, "the language of the questions and of the headings")
        ->check(CLI::IsMember({"zh", "en"}));
}

void NewCommand::add_answer(const std::string& option, const std::string& help) {
    new_->add_option(option, answers_[option], help + "; asked for where it is not given");
}

std::optional<std::string> NewCommand::given(const std::string& option) const {
    if (new_->count(option) == 0) return std::nullopt;
    return answers_.at(option);
}

base::Result<Beginning> NewCommand::beginning(const Phrasebook& book) const {
    const auto answer = [&](Question question) {
        const auto said = given(question.option);
        return ask(question, said, book);
    };
    Beginning made;
    const auto languages =
        answer({"--languages", say("The screen's languages (zh-CN, en, or both: zh-CN,en)"),
                book.is_chinese() ? "zh-CN" : "en", false, fault_of_languages});
    if (!languages) return base::fail(languages.error());
    made.languages = *languages;
    const auto tags = parts_of(made.languages, ',');
    const Interview interview(tags, book);
    const auto place = interview.name({"--place", say("The place's own name")}, given("--place"));
    if (!place) return base::fail(place.error());
    const auto period =
        answer({"--period", say("The period: a year, several years, or its first and last day"), "", false,
                fault_of_period});
    if (!period) return base::fail(period.error());
    const Period days = *parse_period(*period);
    made.period_start = days.start;
    made.period_end = days.end;
    const auto word = interview.name({"--document", say("What the place calls its document")},
                                     given("--document"), {.zh = "计划", .en = "plan"});
    if (!word) return base::fail(word.error());
    const auto title = interview.name(
        {.option = "--title", .words = say("The document's own title (may be empty)"), .may_be_empty = true},
        given("--title"));
    if (!title) return base::fail(title.error());
    const auto publisher =
        interview.name({"--publisher", say("Who published the document")}, given("--publisher"));
    if (!publisher) return base::fail(publisher.error());
    const auto day = answer(
        {"--published-on", say("The day on which it was published (may be empty)"), "", true, fault_of_day});
    const auto hotline =
        answer({"--hotline", say("A number that citizens can call (may be empty)"), "", true});
    const auto zone = answer({"--time-zone", say("The time zone"),
                              tags.front() == "en" ? "UTC" : "Asia/Shanghai", false, fault_of_zone});
    for (const auto* one : {&day, &hotline, &zone})
        if (!*one) return base::fail(one->error());
    made.place = *place;
    made.document_word = *word;
    made.title = *title;
    made.publisher = *publisher;
    made.published_on = as_day(*day).value_or("");
    made.hotline = *hotline;
    made.time_zone = *zone;
    made.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return made;
}

std::optional<int> NewCommand::run() const {
    if (!new_->parsed()) return std::nullopt;
    const Phrasebook book = choose_language(language_);
    const auto made = beginning(book);
    if (!made) return failed(made.error().message);
    const auto begun = write_beginning(folder_, *made, csv_ ? BegunAs::csv : BegunAs::workbook, book);
    if (!begun) return failed(begun.error(), book);
    for (const Message& line :
         {say("{} is made. Its sheets have examples in grey, which are never shown.", begun->plan.string()),
          say("Next: put the document's text into {}, fill in the sheets, save them, and type:",
              begun->text.string())})
        std::printf("%s\n", base::printable_line(line.text(book)).c_str());
    std::printf("    kiosk-publish check %s\n", base::printable_line(begun->plan.string()).c_str());
    return kDone;
}

}  // namespace publish
