// Files in and out: picked, dropped anywhere on the page, or saved.

/** Larger files would stop the page while they are read. */
const LARGEST_BYTES = 32e6;

/** @param {(name: string, text: string) => void} onText */
export function acceptFiles(input, onText, onRefused) {
  async function read(file) {
    if (!file) return;
    if (file.size > LARGEST_BYTES) return onRefused(`${file.name} is larger than 32 MB.`);
    try {
      onText(file.name, await file.text());
    } catch (error) {
      onRefused(`${file.name} could not be read: ${error.message}`);
    }
  }
  input.addEventListener('change', () => {
    read(input.files[0]);
    input.value = '';
  });

  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  const mark = (on) => document.body.classList.toggle('dropping', on);
  document.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener('dragleave', (event) => event.relatedTarget === null && mark(false));
  document.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    mark(false);
    read(event.dataTransfer.files[0]);
  });
}

/** Saves a text as a file. */
export function saveText(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Saves an object as a JSON file. */
export const saveJson = (name, value) => saveText(name, `${JSON.stringify(value, null, 2)}\n`, 'application/json');

/** A name for a file from a name for people. */
export const fileName = (name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'scenario';
