package ai.refit.llm.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** PDFs written object by object, as no library would write them. Object 1 is the catalog. */
final class RawPdf {

    private final List<byte[]> objects = new ArrayList<>();

    /** A page with these contents (object 4), resources and further objects from 5 on. */
    static byte[] page(String resources, byte[] contents, String... further) {
        var pdf = new RawPdf()
                        .object("<</Type/Catalog/Pages 2 0 R>>")
                        .object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
                        .object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<" + resources
                                + ">>/Contents 4 0 R>>")
                        .stream("", contents);
        for (String object : further) {
            pdf.object(object);
        }
        return pdf.bytes();
    }

    RawPdf object(String object) {
        objects.add(object.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    RawPdf stream(String dictionary, byte[] body) {
        var object = new ByteArrayOutputStream();
        object.writeBytes(ascii("<<" + dictionary + "/Length " + body.length + ">>\nstream\n"));
        object.writeBytes(body);
        object.writeBytes(ascii("\nendstream"));
        objects.add(object.toByteArray());
        return this;
    }

    byte[] bytes() {
        var file = new ByteArrayOutputStream();
        file.writeBytes(ascii("%PDF-1.7\n"));
        var places = new ArrayList<Integer>();
        for (int i = 0; i < objects.size(); i++) {
            places.add(file.size());
            file.writeBytes(ascii((i + 1) + " 0 obj\n"));
            file.writeBytes(objects.get(i));
            file.writeBytes(ascii("\nendobj\n"));
        }
        int xref = file.size();
        file.writeBytes(ascii("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n"));
        places.forEach(place -> file.writeBytes(ascii("%010d 00000 n \n".formatted(place))));
        file.writeBytes(
                ascii("trailer\n<</Size " + (objects.size() + 1) + "/Root 1 0 R>>\nstartxref\n" + xref + "\n%%EOF\n"));
        return file.toByteArray();
    }

    /** So many spaces, packed. */
    static byte[] packedSpaces(int megabytes) {
        var packed = new ByteArrayOutputStream();
        byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.ISO_8859_1);
        try (var packing = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            for (int i = 0; i < megabytes; i++) {
                packing.write(spaces);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
