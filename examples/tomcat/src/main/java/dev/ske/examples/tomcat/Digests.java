package dev.ske.examples.tomcat;

import dev.ske.api.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.annotation.Resource;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Shows that the three ways to a password lead to the same one: old code's {@code System.getenv}, a reference of
 * META-INF/context.xml that the server resolves, and the API, which is in WEB-INF/lib. Of each it tells a digest.
 */
@WebServlet("/")
public final class Digests extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Resource(name = "db/password")
    private String fromServer = "";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain");
        PrintWriter page = response.getWriter();
        page.println("getenv=" + digest(System.getenv("DB_PASSWORD")));
        page.println("jndi=" + digest(fromServer));
        page.println("api=" + digest(Secrets.get("DB_PASSWORD")));
        page.println("own api=" + (Secrets.class.getClassLoader() == Digests.class.getClassLoader()));
    }

    private static String digest(String password) throws ServletException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return String.format("%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new ServletException(e);
        }
    }
}
