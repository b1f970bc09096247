// What Tab offers in the shell.
#pragma once

#include "cli/line_editor.h"

namespace trama::cli {

class Shell;

Completer make_completer(Shell& shell);

}  // namespace trama::cli
