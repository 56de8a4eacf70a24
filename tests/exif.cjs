// Publishes pictures into which another program wrote all that it can, and lets that program read what was published.
// Usage: node tests/exif.cjs PROGRAM, with exiftool on the path.
"use strict";
const { execFileSync } = require("node:child_process");
const { mkdtempSync, mkdirSync, writeFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join, resolve } = require("node:path");
const assert = require("node:assert/strict");

// Eight points wide and six high.
const PLAIN = {
  jpg: "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wAARCAAGAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDkaKKK8o/Sz//Z",
  png: "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAFElEQVR4nGM8IafBgA0wYRWlkwQAoNIBGswSR0EAAAAASUVORK5CYII=",
  webp: "UklGRiIAAABXRUJQVlA4TBYAAAAvB0ABAAdQjyIXpf8BgCD8b5uI6H8I",
  gif: "R0lGODdhCAAGAIEAAMgeKAAAAAAAAAAAACwAAAAACAAGAAAIDgABCBxIsKDBgwgTDgwIADs=",
};
const SECRET = "qzvx";
const TAGS = ["Comment", "XMP:Creator", "XMP:Rights", "XMP:GPSLatitude", "XMP:HistorySoftwareAgent"].map((tag) => `-${tag}=${tag.endsWith("Latitude") ? "33.3152" : SECRET}`);
const CAMERA = ["EXIF:Artist", "EXIF:Make", "EXIF:Model", "EXIF:UserComment", "EXIF:SerialNumber"].map((tag) => `-${tag}=${SECRET}`)
  .concat("-EXIF:GPSLatitude=33.3152", "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=44.3661", "-EXIF:GPSLongitudeRef=E", "-EXIF:DateTimeOriginal=2024:03:24 10:00:00", "-EXIF:Orientation#=6");
const MORE = {
  jpg: [...CAMERA, `-IPTC:By-line=${SECRET}`, `-Photoshop:URL=${SECRET}`],
  png: [...CAMERA, `-PNG:Author=${SECRET}`],
  webp: CAMERA,
  gif: [],
};
// What any reader sees by looking: the file, its format and the size of the picture.
const SEEN = /^(SourceFile|ExifTool:.*|System:.*|File:(FileType|FileTypeExtension|MIMEType|ImageWidth|ImageHeight|EncodingProcess|BitsPerSample|ColorComponents|YCbCrSubSampling)|JFIF:(JFIFVersion|ResolutionUnit|XResolution|YResolution)|PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace)|RIFF:(VP8Version|ImageWidth|ImageHeight|HorizontalScale|VerticalScale|AlphaIsUsed|WebP_Flags)|GIF:(GIFVersion|ImageWidth|ImageHeight|HasColorMap|ColorResolutionDepth|BitsPerPixel|BackgroundColor)|Composite:(ImageSize|Megapixels))$/;

const read = (path) => JSON.parse(execFileSync("exiftool", ["-json", "-G1", "-a", "-u", path], { encoding: "utf8" }))[0];
const family = (tags) => Object.keys(tags).map((tag) => tag.replace(/^(.*?)-?\d*:/, "$1:"));

const program = resolve(process.argv[2]);
const site = mkdtempSync(join(tmpdir(), "pictures-"));
try {
  mkdirSync(join(site, "content/actors"), { recursive: true });
  writeFileSync(join(site, "site.yaml"), "title: Pictures\n");
  const shown = Object.keys(PLAIN).map((ending) => `![A picture](photo.${ending})`).join("\n\n");
  writeFileSync(join(site, "content/actors/guard.md"), `---\ntitle: Guard\n---\n${shown}\n`);
  for (const [ending, plain] of Object.entries(PLAIN)) {
    const path = join(site, `content/actors/photo.${ending}`);
    writeFileSync(path, Buffer.from(plain, "base64"));
    execFileSync("exiftool", ["-q", "-m", "-overwrite_original", ...TAGS, ...MORE[ending], path]);
    assert.ok(JSON.stringify(read(path)).includes(SECRET), `nothing was written into ${path}`);
  }
  execFileSync(program, ["build", "--quiet", "--root", site]);
  for (const ending of Object.keys(PLAIN)) {
    const tags = read(join(site, `public/files/actors/photo.${ending}`));
    assert.deepEqual(family(tags).filter((tag) => !SEEN.test(tag)), [], `photo.${ending}`);
    const sideways = MORE[ending].length > 0;
    assert.equal(tags["Composite:ImageSize"], sideways ? "6x8" : "8x6", `photo.${ending} is turned as it was held`);
  }
  console.log(`${Object.keys(PLAIN).length} pictures have no tag beyond their size`);
} finally {
  rmSync(site, { recursive: true, force: true });
}
