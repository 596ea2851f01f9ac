#include "sync/publish/building/lexicon.h"

#include <fcntl.h>
#include <pinyin.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/descriptor.h"
#include "base/embedded.h"
#include "base/utf8.h"

namespace publish {
namespace {

/// About how many words libpinyin has counted to know how often each is written.
constexpr double kWordsCounted = 7e7;
/// What a word of ours counts as that libpinyin does not know.
constexpr guint kRare = 50;

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(separator));
        if (!part.empty()) parts.push_back(part);
        text.remove_prefix(std::min(part.size() + 1, text.size()));
    }
    return parts;
}

/// libpinyin complains that nobody's own words are there, which is as we want it.
class Silence {
public:
    Silence() : kept_(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)) {
        const base::Descriptor nothing(::open("/dev/null", O_WRONLY | O_CLOEXEC));
        if (kept_.is_open() && nothing.is_open()) dup2(nothing.number(), STDERR_FILENO);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() {
        if (kept_.is_open()) dup2(kept_.number(), STDERR_FILENO);
    }

private:
    base::Descriptor kept_;
};

struct FreeArray {
    void operator()(GArray* array) const { g_array_free(array, TRUE); }
};
using Array = std::unique_ptr<GArray, FreeArray>;

template <class Item>
Array make_array() {
    return Array(g_array_new(FALSE, FALSE, sizeof(Item)));
}

/// A syllable of libpinyin's, whose own header keeps to itself that it has 16 bits. In an array of larger
/// ones this would be read wrongly, but nothing beyond it.
using Key = std::uint16_t;

/// The rank of the reading of a hanzi that has this syllable, whatever its tone: 0 is the most frequent.
std::optional<std::size_t> rank_of(const std::vector<std::string_view>& readings, std::string_view syllable) {
    for (std::size_t i = 0; i < readings.size(); ++i)
        if (readings[i].substr(0, readings[i].size() - 1) == syllable) return i;
    return std::nullopt;
}

/// As many of them, or all.
Syllables owned(const std::vector<std::string_view>& syllables, std::size_t count) {
    const auto end = syllables.begin() + static_cast<std::ptrdiff_t>(std::min(count, syllables.size()));
    return {syllables.begin(), end};
}

double cost_of(guint frequency) { return std::log(kWordsCounted / (frequency + 1.0)); }

}  // namespace

struct Lexicon::Pinyin {
    struct Fini {
        void operator()(pinyin_context_t* context) const { pinyin_fini(context); }
    };
    struct Free {
        void operator()(pinyin_instance_t* instance) const { pinyin_free_instance(instance); }
    };

    static std::unique_ptr<Pinyin> open() {
        const Silence silence;
        std::unique_ptr<pinyin_context_t, Fini> context(
            pinyin_init(PINYIN_DATA, "/dev/null"));  // a folder that nobody can have: no words of one's own
        if (!context) return nullptr;
        auto pinyin = std::make_unique<Pinyin>();
        pinyin->instance.reset(pinyin_alloc_instance(context.get()));
        pinyin->context = std::move(context);
        return pinyin;
    }

    /// Its tokens in the several tables.
    std::vector<phrase_token_t> tokens(const std::string& word) {
        const Array found = make_array<phrase_token_t>();
        if (!pinyin_lookup_tokens(instance.get(), word.c_str(), found.get())) return {};
        std::vector<phrase_token_t> tokens(found->len);
        for (guint i = 0; i < found->len; ++i) tokens[i] = g_array_index(found.get(), phrase_token_t, i);
        std::sort(tokens.begin(), tokens.end());
        return tokens;
    }

    guint frequency(phrase_token_t token) {
        guint frequency = 0;
        pinyin_token_get_unigram_frequency(instance.get(), token, &frequency);
        return frequency;
    }

    /// Every way to read it, without tones.
    void add_readings(phrase_token_t token, std::vector<Syllables>& readings) {
        guint count = 0;
        pinyin_token_get_n_pronunciation(instance.get(), token, &count);
        for (guint i = 0; i < count; ++i) {
            const Array keys = make_array<Key>();
            if (!pinyin_token_get_nth_pronunciation(instance.get(), token, i, keys.get())) continue;
            Syllables& reading = readings.emplace_back();
            for (guint k = 0; k < keys->len; ++k)
                reading.push_back(spelled(&g_array_index(keys.get(), Key, k)));
        }
    }

    std::string spelled(Key* key) {
        gchar* letters = nullptr;
        if (!pinyin_get_pinyin_string(instance.get(), reinterpret_cast<PinyinKey*>(key), &letters)) return "";
        std::string syllable = letters;
        g_free(letters);
        return syllable;
    }

    std::unique_ptr<pinyin_context_t, Fini> context;  // outlives the instance
    std::unique_ptr<pinyin_instance_t, Free> instance;
};

base::Result<Lexicon> Lexicon::open() {
    auto pinyin = Pinyin::open();
    if (!pinyin) return base::fail(base::Errc::not_found, PINYIN_DATA);
    return Lexicon(std::move(pinyin));
}

Lexicon::Lexicon(std::unique_ptr<Pinyin> pinyin)
    : pinyin_(std::move(pinyin)),
      lines_(split(base::find_embedded_file("readings.txt").value_or(""), '\n')) {}
Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;
Lexicon::~Lexicon() = default;

const Lexicon::Word* Lexicon::find(const std::string& hanzi) {
    const auto [place, is_new] = known_.try_emplace(hanzi);
    if (is_new) place->second = look_up(hanzi);
    return place->second ? &*place->second : nullptr;
}

void Lexicon::set_reading(const std::string& hanzi, std::string syllable) {
    if (find(hanzi)) known_[hanzi]->syllables = {std::move(syllable)};
}

/// Of one hanzi all that it has, the most frequent first; of a word a syllable for each.
std::vector<std::string_view> Lexicon::listed(const std::string& hanzi) const {
    const std::string key = hanzi + '\t';
    const auto line = std::lower_bound(lines_.begin(), lines_.end(), key);
    if (line == lines_.end() || !line->starts_with(key)) return {};
    return split(line->substr(key.size()), ' ');
}

std::optional<Lexicon::Word> Lexicon::look_up(const std::string& hanzi) {
    guint frequency = 0;
    std::vector<Syllables> readings;
    const bool is_one = base::utf8_length(hanzi) == hanzi.size();
    for (const phrase_token_t token : pinyin_->tokens(hanzi)) {
        frequency += pinyin_->frequency(token);
        if (!is_one) pinyin_->add_readings(token, readings);
    }
    const auto known = listed(hanzi);
    if (is_one) return Word{cost_of(frequency), owned(known, 1)};
    if (!known.empty()) return Word{cost_of(std::max(frequency, kRare)), owned(known, known.size())};
    Syllables syllables = likeliest(hanzi, readings);
    if (syllables.empty()) return std::nullopt;  // no word, or one that is read as its hanzi are
    return Word{cost_of(frequency), std::move(syllables)};
}

/// The one whose syllables are the most frequent of their hanzi; with tones.
Syllables Lexicon::likeliest(const std::string& word, const std::vector<Syllables>& readings) const {
    Syllables best;
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (const Syllables& reading : readings) {
        Syllables toned;
        std::size_t rarity = 0, at = 0;
        for (const std::string& syllable : reading) {
            const std::size_t length = base::utf8_length(std::string_view(word).substr(at));
            const auto of_hanzi = listed(word.substr(at, length));
            const auto rank = rank_of(of_hanzi, syllable);
            if (!rank) break;
            toned.emplace_back(of_hanzi[*rank]);
            rarity += *rank;
            at += length;
        }
        if (at != word.size() || rarity >= least) continue;
        least = rarity;
        best = std::move(toned);
    }
    return best;
}

}  // namespace publish
