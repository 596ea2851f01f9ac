#include "sync/publish/commands/repository_commands.h"

#include <chrono>
#include <cstdio>

#include "catalog/areas.h"
#include "catalog/store.h"
#include "sync/publish/commands/asking.h"
#include "sync/publish/commands/fonts.h"
#include "sync/publish/commands/output.h"
#include "sync/publish/commands/release_report.h"
#include "sync/publish/repository/image.h"
#include "sync/publish/repository/init.h"
#include "sync/publish/repository/passphrase.h"
#include "sync/publish/repository/privacy.h"
#include "sync/publish/repository/prune.h"
#include "sync/publish/repository/release.h"
#include "sync/publish/repository/rotation.h"
#include "sync/publish/repository/staged_root.h"
#include "sync/publish/repository/timestamp.h"

namespace publish {
namespace {

namespace fs = std::filesystem;

/// Digits and points, as programs are numbered: 0.1.0.
std::string check_program_version(const std::string& text) {
    const bool is_good = !text.empty() && text.find_first_not_of("0123456789.") == text.npos &&
                         text.front() != '.' && text.back() != '.' && text.find("..") == text.npos;
    return is_good ? "" : "a version is written 0.1.0";
}

RotatedRole role_of(const std::string& word) {
    if (word == "root") return RotatedRole::root;
    return word == "targets" ? RotatedRole::targets : RotatedRole::online;
}

constexpr const char* kRandomPassphrase =
    "********************************************************************************\n"
    "Nobody gave a passphrase, so a random one was made. It lies in\n"
    "    %s\n"
    "beside the keys that it protects: MOVE IT AWAY, and keep it where it is not lost.\n"
    "The root and targets keys belong OFFLINE: move root-*.pem and targets-*.pem from\n"
    "    %s\n"
    "to media in a safe. The server needs online-*.pem alone.\n"
    "********************************************************************************\n";

}  // namespace

RepositoryCommands::RepositoryCommands(CLI::App& app)
    : init_(app.add_subcommand("init", "make a repository and its keys")),
      release_(app.add_subcommand("release", "publish a database, or on an author's machine sign it")),
      image_(app.add_subcommand("image", "offer devices another root, for the disks of `./dev image`")),
      timestamp_(app.add_subcommand("timestamp", "sign the timestamp anew: once a day, on the server")),
      rotate_(app.add_subcommand("rotate-key", "replace a key, lost or not")),
      sign_(app.add_subcommand("sign", "add this machine's signatures to a root that waits for them")),
      prune_(app.add_subcommand("prune", "remove files that no device can need any more")),
      prove_(
          app.add_subcommand("prove", "say what a release says of a target, from its kept and signed file")),
      now_(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())) {
    init_->add_option("DIR", folder_, "the new repository")->required();
    for (CLI::App* command : {release_, image_, timestamp_, rotate_, sign_, prune_, prove_})
        command->add_option("--repo", folder_, "the repository")->required();
    for (CLI::App* command : {init_, release_, image_, timestamp_, rotate_, sign_, prune_})
        add_places(*command);
    for (CLI::App* command : {release_, image_, timestamp_, rotate_, sign_, prune_, prove_})
        add_trust_options(*command);
    prove_->add_option("--keys", keys_,
                       "the folder in which known/root.json is; else the repository's name with -keys");
    prove_->add_option("--release", proof_.release, "sha256 of the release, or its first digits")->required();
    prove_->add_option("--target", proof_.target, "the target's id, or the number on its page: T-147")
        ->required();
    prove_->add_option("--at", proof_.at,
                       "the day or time at which the screen stood there (ISO 8601); else now");
    add_release_options();
    add_image_options();
    rotate_->add_option("--role", role_, "root, targets, snapshot or timestamp (the last two share one key)")
        ->required()
        ->check(CLI::IsMember({"root", "targets", "snapshot", "timestamp"}));
    rotate_->add_option(
        "--key", key_id_,
        "which key, by the first digits of its id; else the one that is not here, or the oldest");
    prune_->add_flag("--dry-run", only_say_, "only say what would be removed");
}

void RepositoryCommands::add_places(CLI::App& command) {
    command.add_option("--keys", keys_, "the folder of keys; else the repository's name with -keys");
    command.add_option("--passphrase-file", passphrase_file_,
                       "its first line opens the keys; else KIOSK_PUBLISH_PASSPHRASE, or it is asked for");
}

void RepositoryCommands::add_trust_options(CLI::App& command) {
    command.add_option(
        "--root", root_,
        "a root to trust from now on, once, where the keys know none yet; not from the repository");
    command.add_flag("--yes", is_yes_given_, "say yes to the root that is shown, where there is no terminal");
}

void RepositoryCommands::add_release_options() {
    release_->add_option("--catalog", catalog_, "the database, from `kiosk-publish build`")->required();
    release_->add_option("--because", reason_, "release against objections, and say why");
    release_
        ->add_option("--minimum-version", minimum_version_,
                     "the oldest program that can show it; by default the oldest that reads its format")
        ->check(check_program_version);
    release_->add_option("--spread-s", spread_s_, "seconds over which devices spread their downloads")
        ->check(CLI::NonNegativeNumber);
    release_->add_option("--areas", areas_, "devices of these areas alone, separated by commas or 、");
    release_
        ->add_option("--text-dir", text_folders_,
                     "compare quotations with the <source id>.txt in this folder; may be repeated")
        ->allow_extra_args(false)
        ->check(CLI::ExistingDirectory);
}

void RepositoryCommands::add_image_options() {
    auto* const file =
        image_->add_option("--image", image_file_, "kiosk.image.zst, which `./dev image` leaves");
    auto* const version =
        image_->add_option("--version", image_version_, "what people call it; by default today's date");
    image_->add_option("--spread-s", image_spread_s_, "seconds over which devices spread their downloads")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    image_->add_option("--areas", areas_, "devices of these areas alone, separated by commas or 、");
    image_->add_flag("--withdraw", is_withdrawn_, "offer none any more")->excludes(file)->excludes(version);
}

fs::path RepositoryCommands::key_folder() const {
    if (!keys_.empty()) return keys_;
    std::string name = fs::absolute(folder_).lexically_normal().string();
    while (name.size() > 1 && name.back() == '/') name.pop_back();
    return name + "-keys";
}

std::optional<fs::path> RepositoryCommands::passphrase_file() const {
    if (passphrase_file_.empty()) return std::nullopt;
    return passphrase_file_;
}

KeyFolder RepositoryCommands::keys() const {
    return {key_folder(),
            [file = passphrase_file(), folder = key_folder()] { return find_passphrase(file, folder); }};
}

ReleaseRequest RepositoryCommands::request() const {
    ReleaseRequest request;
    request.reason = reason_;
    request.minimum_version = minimum_version_;
    request.spread = std::chrono::seconds{spread_s_};
    request.areas = catalog::split_areas(areas_);
    request.icons = icon_names();
    request.text_folders.assign(text_folders_.begin(), text_folders_.end());
    return request;
}

std::optional<int> RepositoryCommands::run() {
    if (init_->parsed()) return ended(run_init());
    for (const CLI::App* command : {release_, image_, timestamp_, rotate_, sign_, prune_, prove_})
        if (command->parsed()) return ended(run_on_repository());
    return std::nullopt;
}

/// Nobody who signs believes a repository; this is what is believed in its place.
base::Status RepositoryCommands::begin_with_root(base::Files& files) {
    const auto inside = is_inside(root_, folder_);
    if (!inside) return base::fail(inside.error());
    if (*inside)
        return base::fail(
            base::Errc::invalid,
            fmt::format("{} comes from the repository, and it is what has to be checked: name a root "
                        "that came another way, such as the one that a device was given",
                        root_));
    const auto root = base::read_file(root_);
    if (!root) return base::fail(root.error());
    const auto lines = describe_root(*root);
    if (!lines) return base::fail(lines.error(), root_);
    if (auto wanted = asking(is_yes_given_)(*lines); !wanted) return wanted;
    return Known(key_folder(), fs::path(folder_) / "metadata", files).begin(*root);
}

base::Status RepositoryCommands::check_secrets() const {
    if (passphrase_file_.empty()) return {};
    return check_is_outside(passphrase_file_, folder_, "the passphrase");
}

base::Status RepositoryCommands::run_on_repository() {
    if (auto secret = check_secrets(); !secret) return secret;
    base::Disk disk{folder_};
    if (!root_.empty())
        if (auto begun = begin_with_root(disk); !begun) return begun;
    auto repository = Repository::open(folder_, key_folder(), disk);
    if (!repository) return base::fail(repository.error());
    if (release_->parsed()) return run_release(*repository);
    if (image_->parsed()) return run_image(*repository);
    if (timestamp_->parsed()) return run_timestamp(*repository);
    if (rotate_->parsed()) return run_rotate(*repository);
    if (prove_->parsed()) return run_prove(*repository);
    return sign_->parsed() ? run_sign(*repository) : run_prune(*repository);
}

base::Status RepositoryCommands::run_init() {
    if (auto secret = check_secrets(); !secret) return secret;
    const auto passphrase = choose_passphrase(passphrase_file());
    if (!passphrase) return base::fail(passphrase.error());
    KeyFolder made{key_folder(), [&] { return base::Result<std::string>(passphrase->text); }};
    base::Disk disk{folder_};
    if (auto done = init_repository(folder_, made, now_, disk); !done) return done;
    if (passphrase->is_random) {
        if (auto written = made.write_passphrase(passphrase->text); !written) return written;
        std::fprintf(stderr, kRandomPassphrase, (made.folder() / kPassphraseFile).c_str(),
                     made.folder().c_str());
    }
    std::printf(
        "%s is a repository; devices start with its metadata/1.root.json\nits keys are in %s\n"
        "what they know of the repository is in %s/known: copy it with every key that you move\n",
        folder_.c_str(), made.folder().c_str(), made.folder().c_str());
    return {};
}

base::Status RepositoryCommands::run_release(Repository& repository) {
    if (const auto store = catalog::Store::open(catalog_); !store) return base::fail(store.error());
    auto bytes = base::read_file(catalog_);
    if (!bytes) return base::fail(bytes.error());
    ReleaseRequest wanted = request();
    wanted.catalog = std::move(*bytes);
    if (!areas_.empty() && wanted.areas.empty())
        return base::fail(base::Errc::invalid,
                          "--areas names no area; without the option a release is for all");
    const auto coverage = font_coverage();
    wanted.coverage = coverage ? &*coverage : nullptr;
    const auto plan = plan_release(repository, wanted, now_);
    if (!plan) return base::fail(plan.error());
    report_plan(*plan);
    KeyFolder here = keys();
    const auto done = release(repository, here, wanted, *plan, now_);
    if (!done) return base::fail(done.error());
    report_release(*plan, *done);
    return {};
}

base::Status RepositoryCommands::run_image(Repository& repository) {
    if (image_file_.empty() && !is_withdrawn_)
        return base::fail(base::Errc::invalid, "name the file with --image, or say --withdraw");
    const ImageRequest wanted{
        image_file_, image_version_.empty() ? base::format_instant(now_).substr(0, 10) : image_version_,
        std::chrono::seconds{image_spread_s_}, catalog::split_areas(areas_)};
    if (!areas_.empty() && wanted.areas.empty())
        return base::fail(base::Errc::invalid,
                          "--areas names no area; without the option an image is for all");
    KeyFolder here = keys();
    const auto done = is_withdrawn_ ? withdraw_image(repository, here, now_)
                                    : publish_image(repository, here, wanted, now_);
    if (!done) return base::fail(done.error());
    report_image(*done, wanted.version);
    return {};
}

base::Status RepositoryCommands::run_timestamp(Repository& repository) {
    KeyFolder here = keys();
    const auto renewed = renew_timestamp(repository, here, now_);
    if (!renewed) return base::fail(renewed.error());
    print_lines(stderr, renewed->notes, "note: ");
    report_renewal(*renewed);
    return {};
}

base::Status RepositoryCommands::run_rotate(Repository& repository) {
    if (role_of(role_) == RotatedRole::online)
        std::printf("snapshot and timestamp share one key: it is replaced for both\n");
    KeyFolder here = keys();
    const auto key_id = key_id_.empty() ? std::nullopt : std::optional(key_id_);
    const auto steps = rotate_key(repository, here, role_of(role_), key_id, now_, asking(is_yes_given_));
    if (!steps) return base::fail(steps.error());
    print_lines(stdout, *steps);
    return {};
}

base::Status RepositoryCommands::run_sign(Repository& repository) {
    KeyFolder here = keys();
    const auto steps = sign_staged_root(repository, here, asking(is_yes_given_));
    if (!steps) return base::fail(steps.error());
    print_lines(stdout, *steps);
    return {};
}

base::Status RepositoryCommands::run_prove(Repository& repository) {
    const auto proof = prove(repository, proof_, now_);
    if (!proof) return base::fail(proof.error());
    std::fputs(proof->c_str(), stdout);
    return {};
}

base::Status RepositoryCommands::run_prune(Repository& repository) {
    const auto gone = prune(repository, only_say_ ? Pruning::only_say : Pruning::remove, now_);
    if (!gone) return base::fail(gone.error());
    for (const fs::path& file : *gone)
        std::printf("%s %s\n", only_say_ ? "would remove" : "removed", file.c_str());
    return {};
}

}  // namespace publish
