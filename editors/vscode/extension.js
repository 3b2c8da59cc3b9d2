// Starts `feedwright server` and connects it with the editor.

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

/** The documents that are sent to the server, which finds out which of them are feeds or articles. */
const DOCUMENTS = [
    { language: "xml" },
    { language: "json", pattern: "**/*feed*.json" },
    { language: "toml", pattern: "**/feedwright.toml" },
    { pattern: "**/feedwright.toml" },
    { language: "markdown" },
    { language: "html" },
    { language: "plaintext" },
];

let client;

function start() {
    const command = vscode.workspace.getConfiguration("feedwright").get("path") || "feedwright";
    const server = { command, args: ["server"], transport: TransportKind.stdio };
    client = new LanguageClient("feedwright", "feedwright", server, { documentSelector: DOCUMENTS });
    return client.start();
}

async function restart() {
    // A server that did not start cannot be stopped.
    await client?.stop().catch(() => {});
    await start();
}

exports.activate = async (context) => {
    context.subscriptions.push(
        vscode.commands.registerCommand("feedwright.restart", restart),
        vscode.workspace.onDidChangeConfiguration((change) => {
            if (change.affectsConfiguration("feedwright.path")) return restart();
        }),
    );
    await start();
};

exports.deactivate = () => client?.stop();
