#include "sync/publish/tables/workbook/refusal.h"

namespace publish {

Message save_again() { return say("open it with a spreadsheet program and save it again as .xlsx"); }

Refusal damaged(std::string_view part, Message what) {
    return {say("the workbook is damaged: its part {} {}", part, std::move(what)), save_again()};
}

Refusal protected_by_password() {
    return {say("the workbook is protected by a password"),
            say("save it without a password (Save as, Tools)")};
}

Refusal has_macros() {
    return {say("the workbook has macros"), say("save it as .xlsx, which cannot have any")};
}

}  // namespace publish
