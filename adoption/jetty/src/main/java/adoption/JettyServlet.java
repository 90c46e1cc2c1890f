package adoption;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Tells its password by System.getenv and from the server's configuration. */
@SuppressWarnings("serial")
public final class JettyServlet extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter page = response.getWriter();
        page.println("getenv=" + System.getenv("DB_PASSWORD"));
        page.println("configuration=" + getServletContext().getInitParameter("db.password"));
    }
}
