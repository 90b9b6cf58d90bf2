"""`handoutgen completion`: a script that lets a shell complete commands, options and ids."""

import click

EPILOG = """\b
Examples:
  handoutgen completion bash > ~/.local/share/bash-completion/completions/handoutgen
  handoutgen completion zsh > ~/.zfunc/_handoutgen
  handoutgen completion fish > ~/.config/fish/completions/handoutgen.fish
"""


@click.command("completion", epilog=EPILOG)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a script that completes commands, options and ids."""
    from click.shell_completion import ShellComplete, get_completion_class

    from handoutgen.cli.main import COMPLETE_VARIABLE, NAME

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 (click knows all three)
    complete = found(ctx.find_root().command, {}, NAME, COMPLETE_VARIABLE)
    # Not its own method: for bash that starts bash, to complain about versions before 2016.
    click.echo(ShellComplete.source(complete))
